package io.muster.fleet.document;

/** What a description is made of, in the order in which it is brought about: nothing names what comes after it. */
public enum Kind {
    CERTIFICATE("certificate", "certificates"),
    SERVICE("service", "service"),
    HUB("hub", "hubs"),
    POLICY("policy", "policies"),
    GROUP("group", "groups"),
    ENROLLMENT("enrollment", "enrollments");

    private final String word;
    private final String plural;

    Kind(String word, String plural) {
        this.word = word;
        this.plural = plural;
    }

    /** What one is called. */
    public String word() {
        return word;
    }

    /** What many are called, in the description too. */
    public String plural() {
        return plural;
    }

    /** Whether it is a part of the service's own resource, which is written as a whole. */
    public boolean isOfService() {
        return this == SERVICE || this == HUB || this == POLICY;
    }
}
