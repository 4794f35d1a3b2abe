package io.muster.app.wire;

import io.muster.core.edge.ClientChain;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A chain as people have it in files: PEM, leaf first, one certificate a text or several. Nothing in it is parsed here. */
final class PemChain {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]++)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private PemChain() {}

    /** Within the limits of a chain that comes with a request (seams.md 2); throws IllegalArgumentException, quoting nothing. */
    static ClientChain of(List<String> texts) {
        List<byte[]> der = new ArrayList<>();
        texts.forEach(text -> read(text, der));
        if (der.isEmpty()) {
            throw new IllegalArgumentException("holds no certificate");
        }
        return ClientChain.of(der);
    }

    private static void read(String text, List<byte[]> der) {
        Matcher block = BLOCK.matcher(text);
        int blocks = 0;
        for (; block.find(); blocks++) {
            // A key that somebody left in the file is none of our business.
            if (!block.group(1).equals("CERTIFICATE")) {
                throw new IllegalArgumentException("give certificates only, no keys");
            }
            der.add(decoded(block.group(2)));
        }
        // One cut off would otherwise be left out in silence, and another chain be judged than was given.
        if (blocks == 0 || blocks != BEGIN.matcher(text).results().count()) {
            throw new IllegalArgumentException("is not well-formed PEM");
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(SPACE.matcher(text).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a certificate that is not Base64", e);
        }
    }
}
