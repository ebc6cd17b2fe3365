# vastctl in a container: docker build -t vastctl . ; how to run it: docs/how-to/install.md
FROM debian:bookworm-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jdk-headless maven \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY pom.xml ./
COPY .mvn ./.mvn
COPY src ./src
RUN mvn -q -B -Dmaven.test.skip=true package

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jre-headless ca-certificates \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /build/target/vastctl.jar /usr/local/bin/vastctl
# Whatever must outlive the container: settings, the key file, database, journal. One folder, one volume.
ENV HOME=/var/lib/vastctl \
    XDG_CONFIG_HOME=/var/lib/vastctl/config \
    XDG_STATE_HOME=/var/lib/vastctl/state \
    XDG_CACHE_HOME=/var/lib/vastctl/cache \
    VASTCTL_ARCHIVE=/usr/local/lib/vastctl-archive
RUN chmod 755 /usr/local/bin/vastctl \
 && vastctl archive \
 && chmod -R a+rX /usr/local/lib/vastctl-archive \
 && groupadd --gid 10001 vastctl \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/vastctl --shell /usr/sbin/nologin vastctl \
 && install -d -o 10001 -g 10001 -m 700 /var/lib/vastctl
VOLUME /var/lib/vastctl
WORKDIR /var/lib/vastctl
# By number, so that a cluster can see that it is not root.
USER 10001:10001
ENTRYPOINT ["vastctl"]
CMD ["--help"]
