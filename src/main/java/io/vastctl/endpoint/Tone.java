package io.vastctl.endpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A second of sound that rises from 300 to 600 Hz, as a WAV file: 16,000 samples of 16 bits, one channel. */
final class Tone {

    static final double SECONDS = 1.0;

    private static final int RATE = 16_000;
    private static final int HEADER = 44;
    private static final int BYTES = 2;

    private Tone() {}

    static byte[] wav() {
        int data = RATE * BYTES;
        ByteBuffer wav = ByteBuffer.allocate(HEADER + data).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + data).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(RATE * BYTES).putShort((short) BYTES).putShort((short) (8 * BYTES));
        wav.put(ascii("data")).putInt(data);
        for (int sample = 0; sample < RATE; sample++) {
            double at = sample / (double) RATE;
            wav.putShort((short) (8_000 * Math.sin(2 * Math.PI * (300 + 150 * at) * at)));
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
