package io.muster.core.audit;

/**
 * An entry as it is stored.
 *
 * @param hash as in {@link AuditEntry#hash}: anybody can check it
 * @param mac of the hash, under a secret of the service: who can write to the store alone cannot make it
 */
public record AuditRecord(AuditEntry entry, String hash, String mac) {
    public Head head() {
        return new Head(entry.chain(), entry.sequence(), entry.at(), hash);
    }
}
