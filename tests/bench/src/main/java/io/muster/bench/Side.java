package io.muster.bench;

/** Who does the work: the service, asked over TLS, or a bare loop over the same table and hub operations. */
enum Side {
    SERVICE("service"),
    FLOOR("floor");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
