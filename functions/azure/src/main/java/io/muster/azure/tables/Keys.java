package io.muster.azure.tables;

import io.muster.core.audit.AuditEntry;
import io.muster.core.audit.Moments;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.Denial;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.limits.RateKind;
import io.muster.core.webhook.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Where each thing lies (ADR 0). */
final class Keys {
    static final String DEVICES = "devices";
    static final String SERVICE = "service";
    static final String GROUP = "group:";
    static final String HUB = "hub:";
    static final String POLICY = "policy:";
    static final String SETTINGS = "settings";
    static final String RELEASE = "release:";
    static final String CA = "ca:";
    static final String CRL = "crl:";
    static final String DENIAL = "denial:";
    static final String DATA_KEY = "datakey:";
    /** Before and behind all rows about data keys. */
    static final String DATA_KEYS_FROM = "datakey-";

    static final String DATA_KEYS_TO = "datakey;";
    /** Behind every row of the service's partition: their names begin with a letter. */
    static final String SERVICE_END = "{";

    static final String ENROLLMENTS = "enrollments";
    static final String MEMBERS = "members";
    static final String BUDGETS = "budgets";
    static final String CERTIFICATES = "certificates";
    /** Followed by the day. */
    static final String DECISIONS = "decisions";
    /** Followed by the day. */
    static final String EXCHANGES = "webhookcalls";

    static final String AUDIT = "audit";

    /** Stands between a group's id and a member's: no id holds it. */
    private static final char MEMBER = '|';

    private static final String LISTED = "listed";

    /** Fourteen digits of milliseconds, in the year 5138. */
    private static final long END_OF_TIME = 99_999_999_999_999L;

    private static final Pattern NOT_PLAIN = Pattern.compile("[^a-z0-9._\\-]");

    private final String scope;

    Keys(IdScope scope) {
        this.scope = scope.text().toLowerCase(Locale.ROOT);
    }

    Row.Key enrollment(RegistrationId id) {
        return new Row.Key(scope + ":" + id.folded(), "enrollment");
    }

    Row.Key registration(RegistrationId id) {
        return registrationBeside(enrollment(id));
    }

    /** The record of the device whose enrollment lies there. */
    static Row.Key registrationBeside(Row.Key enrollment) {
        return new Row.Key(enrollment.partition(), "registration");
    }

    /** Where the partitions of all devices, or of all listed enrollments, begin with. */
    String devices() {
        return scope + ":";
    }

    /** Where the partitions of a group's members begin with. */
    String members(GroupId group) {
        return devices() + group.folded() + MEMBER;
    }

    String member(GroupId group, RegistrationId id) {
        return members(group) + id.folded();
    }

    /** The row that has a thing listed whose partition of a list it is. */
    static Row.Key listed(String partition) {
        return new Row.Key(partition, LISTED);
    }

    /** The folded registration id at the end of a member's partition. */
    static String memberOf(String partition) {
        return partition.substring(partition.lastIndexOf(MEMBER) + 1);
    }

    /** In order of time; a partition each, so that no two writers meet in one. */
    Row.Key audited(AuditEntry entry) {
        return listed(auditedFrom(entry.at()) + MEMBER + entry.chain() + MEMBER + entry.sequence());
    }

    /** Where the partitions of entries of this time begin with. */
    String auditedFrom(Instant at) {
        return devices() + Moments.text(at);
    }

    Row.Key claim(String sha256Thumbprint) {
        return new Row.Key(scope + ":" + sha256Thumbprint.toLowerCase(Locale.ROOT), "claim");
    }

    /** The partition of what was decided about an id's attempts. */
    String decisions(RegistrationId id) {
        return devices() + id.folded();
    }

    /** What was decided about an id's attempts, newest first. */
    Row.Key decision(RegistrationId id, Instant at, UUID trackingId) {
        String age = String.format(Locale.ROOT, "%014d", END_OF_TIME - at.toEpochMilli());
        return new Row.Key(decisions(id), age + "-" + trackingId);
    }

    /** What was said with a webhook about a device, newest first; in the partition of the decisions about it. */
    Row.Key exchange(Exchange exchange) {
        String age =
                String.format(Locale.ROOT, "%014d", END_OF_TIME - exchange.at().toEpochMilli());
        return new Row.Key(
                decisions(exchange.id()),
                age + "-" + exchange.operation().text() + "-" + exchange.attempt() + "-" + exchange.tried());
    }

    /** The same decision by the tracking id that was answered. */
    Row.Key decision(UUID trackingId) {
        return new Row.Key(devices() + MEMBER + trackingId, "decision");
    }

    Row.Key release(Optional<GroupId> group) {
        return service(RELEASE + group.map(GroupId::folded).orElse(""));
    }

    /** The partition of everything that is not a device's. */
    String servicePartition() {
        return scope;
    }

    Row.Key group(GroupId id) {
        return service(GROUP + id.folded());
    }

    Row.Key hub(HubHost host) {
        return service(HUB + host.name());
    }

    /** In a partition of its own: it changes with every few registrations while its hub throttles. */
    Row.Key budget(HubHost host) {
        return new Row.Key(scope + ":" + host.name(), "budget");
    }

    /** One a minute of the hour; in a partition of its own, like budgets. */
    Row.Key allowance(RateKind kind, long minute) {
        String slot = String.format(Locale.ROOT, "%02d", Math.floorMod(minute, 60));
        return new Row.Key(scope + ":rate:" + kind.name().toLowerCase(Locale.ROOT), slot);
    }

    Row.Key policy(String name) {
        return service(POLICY + escaped(name.toLowerCase(Locale.ROOT)));
    }

    Row.Key ca(CaName name) {
        return service(CA + name.folded());
    }

    Row.Key crl(CaName ca) {
        return service(CRL + ca.folded());
    }

    /** Where the contents of a CA's lists lie. */
    String crlContents(CaName ca) {
        return scope + ":" + CRL + ca.folded();
    }

    Row.Key crlContent(CaName ca, Etag etag) {
        return new Row.Key(crlContents(ca), etag.text());
    }

    /** Two denials that are equal have one place: names in one form, and short whatever they hold. */
    Row.Key denial(Denial denial) {
        String text = denial instanceof Denial.BySerial serial
                ? serial.serial() + " " + serial.issuer().getName(X500Principal.CANONICAL)
                : denial.text();
        return service(DENIAL + sha256(text));
    }

    Row.Key dataKey(String id) {
        return service(DATA_KEY + id);
    }

    Row.Key serviceSecret() {
        return service("servicesecret");
    }

    Row.Key currentDataKey() {
        return service("datakey-current");
    }

    /** The walk over all that is sealed. */
    Row.Key dataKeyPass() {
        return service("datakey-pass");
    }

    Row.Key settings() {
        return service(SETTINGS);
    }

    Row.Key clock() {
        return service("clock");
    }

    private Row.Key service(String row) {
        return new Row.Key(scope, row);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    private static String escaped(String text) {
        return NOT_PLAIN
                .matcher(text)
                .replaceAll(found ->
                        String.format(Locale.ROOT, "=%06x", found.group().codePointAt(0)));
    }
}
