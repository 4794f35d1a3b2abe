package io.muster.bench;

/** What is asked for. */
enum Kind {
    FIRST("first registration of new group devices"),
    AGAIN("re-registration of known group devices");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
