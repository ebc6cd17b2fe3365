# Process 1 of the test host: private /tmp and /root, then one shell command per line of standard input.
# When the input ends, so does the host and everything in it.
set -eu
mkdir -p "$HOST/jdk"
mount --bind "$JDK" "$HOST/jdk"
mount -t tmpfs tmpfs /root
mount -t tmpfs tmpfs /tmp
chmod 700 /root
ip link set lo up
echo up
while IFS= read -r line; do
  if sh -c "$line" >>"$HOST/commands.log" 2>&1 </dev/null; then echo done; else echo "failed: $line"; fi
done
