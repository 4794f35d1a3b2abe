package io.muster.conformance.protocols;

/** What a device that an SDK registers has to show, or what happens to it: a column of the matrix. */
public enum Case {
    SYMMETRIC_INDIVIDUAL("key ind."),
    SYMMETRIC_GROUP("key group"),
    X509_INDIVIDUAL("X.509 ind."),
    X509_GROUP("X.509 group"),
    TPM("TPM"),
    WRONG_KEY("wrong key"),
    WRONG_CERTIFICATE("wrong X.509"),
    WRONG_TPM("wrong TPM"),
    DISABLED("disabled"),
    FAILED("failed"),
    LONG("long");

    private final String title;

    Case(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
