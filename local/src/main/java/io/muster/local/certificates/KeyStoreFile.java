package io.muster.local.certificates;

import java.nio.file.Path;

/** A PKCS12 file and its password. The password never shows in {@link #toString()}. */
public record KeyStoreFile(Path path, String password) {

    @Override
    public String toString() {
        return "KeyStoreFile[" + path + "]";
    }
}
