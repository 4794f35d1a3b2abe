package io.muster.fleet.document;

import io.muster.fleet.document.Shape.Members;
import java.util.List;
import java.util.regex.Pattern;

/** The schema of descriptions: the members of the service's own API wherever it has them, by the same names. */
final class Schema {
    private static final Shape FLAG = new Shape.Flag();
    private static final Shape SECRET = new Shape.SecretText();
    private static final Shape FREE = new Shape.Free();
    private static final Shape HOST = text(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
            "a host name without a port");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:-]{0,126}[A-Za-z0-9-])?");
    private static final String ID_MUST =
            "1 to 128 letters, digits and - . _ : that begin with a letter or digit and end with one or with -";
    private static final Pattern CA_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String CA_MUST = "1 to 64 letters, digits and - . _";
    private static final Shape CA_REFERENCE = new Shape.Text(CA_NAME, CA_MUST);
    private static final Shape LINE = text("[^\\u0000-\\u001f]{1,256}", "one line of 1 to 256 characters");
    private static final Shape PATTERNS =
            new Shape.ListOf(text("[!-~][ -~]{0,255}", "an id, in which * stands for any characters"));
    private static final Shape NAMESPACE =
            text("[a-z0-9][a-z0-9-]{1,62}[a-z0-9]", "3 to 64 lower-case letters, digits and inner -");
    private static final Shape NAMED = text("[0-9a-zA-Z][a-zA-Z0-9-]{2,62}", "3 to 63 letters, digits and -");

    static final Shape.Fixed ROOT = new Members()
            .required("version", new Shape.Whole(1, 1), "The version of this form: 1")
            .with("scope", scope(), "What --prune may delete when it is not described; ids, * for any characters")
            .with("service", service(), "The service itself, its linked hubs and its shared access policies")
            .with("certificates", new Shape.MapOf(CA_NAME, CA_MUST, certificate()), "CA certificates by name")
            .with("groups", new Shape.MapOf(ID, ID_MUST, group()), "Enrollment groups by id")
            .with(
                    "enrollments",
                    new Shape.MapOf(ID, ID_MUST, enrollment()),
                    "Individual enrollments by registration id")
            .shape();

    private Schema() {}

    private static Shape scope() {
        Members members = new Members();
        for (String kind : List.of("certificates", "hubs", "policies", "groups", "enrollments")) {
            members.with(kind, PATTERNS, "Patterns of ids; leave it out to never delete any");
        }
        return members.shape();
    }

    private static Shape service() {
        return new Members()
                .with("allocationPolicy", choice("Hashed", "GeoLatency", "Static"), "For enrollments without one")
                .with("tags", FREE, "All tags of the service, texts each")
                .with("hubs", new Shape.MapOf(((Shape.Text) HOST).form(), ((Shape.Text) HOST).must(), hub()), "By host")
                .with(
                        "policies",
                        new Shape.MapOf(
                                Pattern.compile("[!-:<>-~][ -:<>-~]{0,63}"),
                                "1 to 64 printable ASCII characters without ; and =",
                                policy()),
                        "Shared access policies by name")
                .shape();
    }

    private static Shape hub() {
        return new Members()
                .required("location", LINE, "The hub's Azure region")
                .with("connectionString", SECRET, "Reference to the hub's connection string, for KeyBased")
                .with(
                        "authenticationType",
                        choice("KeyBased", "SystemAssigned", "UserAssigned"),
                        "How the hub is called")
                .with("selectedUserAssignedIdentityResourceId", LINE, "For UserAssigned")
                .with("clientId", LINE, "For UserAssigned, instead of the resource id")
                .with("allocationWeight", new Shape.Whole(1, 1000), "Share among hubs; 1 unless given")
                .with("applyAllocationPolicy", FLAG, "Whether it takes new devices; true unless given")
                .with(
                        "endpoint",
                        text("https://[A-Za-z0-9.:\\[\\]-]{1,255}", "https://address:port"),
                        "Local mode only")
                .shape();
    }

    private static Shape policy() {
        return new Members()
                .required(
                        "rights",
                        new Shape.ListOf(choice(
                                "ServiceConfig",
                                "EnrollmentRead",
                                "EnrollmentWrite",
                                "DeviceConnect",
                                "RegistrationStatusRead",
                                "RegistrationStatusWrite")),
                        "What its holders may do")
                .with("primaryKey", SECRET, "Reference; made by the service where it is left out")
                .with("secondaryKey", SECRET, "Reference; made by the service where it is left out")
                .shape();
    }

    private static Shape certificate() {
        return new Members()
                .required("certificate", new Shape.FileText(), "file:PATH of the PEM")
                .with("isVerified", FLAG, "true vouches for it; left out, it is proven by a signed code")
                .shape();
    }

    private static Shape group() {
        return new Members()
                .required(
                        "attestation",
                        attestation("signingCertificates", "symmetricKey", "x509"),
                        "How devices prove themselves")
                .with("registrationIdPrefix", LINE, "What its devices' ids begin with")
                .all(terms())
                .shape();
    }

    private static Shape enrollment() {
        return new Members()
                .required(
                        "attestation",
                        attestation("clientCertificates", "symmetricKey", "x509", "tpm"),
                        "How the device proves itself")
                .with("deviceId", LINE, "Its name in the hub; the registration id unless given")
                .with("optionalDeviceInformation", FREE, "Anything, as an object")
                .all(terms())
                .shape();
    }

    private static Members terms() {
        return new Members()
                .with("provisioningStatus", choice("enabled", "disabled"), "enabled unless given")
                .with(
                        "reprovisionPolicy",
                        new Members()
                                .with("updateHubAssignment", FLAG, "true unless given")
                                .with("migrateDeviceData", FLAG, "true unless given")
                                .shape(),
                        "What becomes of a device that registers again")
                .with(
                        "allocationPolicy",
                        choice("hashed", "geoLatency", "static", "custom"),
                        "The service's unless given")
                .with("iotHubs", new Shape.ListOf(HOST), "The hubs to choose from; all unless given")
                .with("iotHubHostName", HOST, "The former way to pin one hub")
                .with(
                        "capabilities",
                        new Members()
                                .with("iotEdge", FLAG, "false unless given")
                                .shape(),
                        "IoT Edge")
                .with(
                        "initialTwin",
                        new Members()
                                .with("tags", FREE, "Tags of the twin")
                                .with(
                                        "properties",
                                        new Members()
                                                .with("desired", FREE, "Desired properties")
                                                .shape(),
                                        "")
                                .shape(),
                        "The twin that a new device begins with")
                .with(
                        "customAllocationDefinition",
                        new Members()
                                .required("webhookUrl", new Shape.SecretUrl(), "URL, or a reference if it has a query")
                                .required("apiVersion", LINE, "Such as 2021-10-01")
                                .shape(),
                        "The webhook, for allocationPolicy custom")
                .with("namespaceName", NAMESPACE, "Device registry namespace")
                .with("certificateAuthorityName", NAMED, "Who issues certificates to the devices")
                .with("certificatePolicyName", NAMED, "By what policy");
    }

    private static Shape attestation(String certificates, String... types) {
        Shape certificate = new Members()
                .with("certificate", new Shape.FileText(), "file:PATH of the PEM")
                .with(
                        "sha256Thumbprint",
                        text("[0-9A-Fa-f]{64}", "64 hexadecimal digits"),
                        "One that is enrolled already")
                .shape();
        Members members = new Members()
                .required("type", choice(types), "")
                .with("symmetricKey", pair(SECRET), "References; keys are made by the service where they are left out")
                .with(
                        "x509",
                        new Members()
                                .with(certificates, pair(certificate), "The certificates themselves")
                                .with(
                                        "caReferences",
                                        pair(CA_REFERENCE, "primary", "secondary"),
                                        "Names of CA certificates")
                                .shape(),
                        "");
        if (List.of(types).contains("tpm")) {
            Shape key = text("[A-Za-z0-9+/]{1,4096}={0,2}", "Base64");
            members.with(
                    "tpm",
                    new Members()
                            .required("endorsementKey", key, "Public part, as DPS takes it")
                            .with("storageRootKey", key, "Public part")
                            .shape(),
                    "");
        }
        return members.shape();
    }

    private static Shape pair(Shape each) {
        return each == SECRET ? pair(each, "primaryKey", "secondaryKey") : pair(each, "primary", "secondary");
    }

    private static Shape pair(Shape each, String first, String second) {
        return new Members().with(first, each, "").with(second, each, "").shape();
    }

    private static Shape choice(String... values) {
        return new Shape.Choice(List.of(values));
    }

    private static Shape text(String form, String must) {
        return new Shape.Text(Pattern.compile(form), must);
    }
}
