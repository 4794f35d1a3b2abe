package io.muster.conformance.tpm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** A device's token, signed inside its TPM with the identity key that is there now. */
final class TpmToken {
    private TpmToken() {}

    /** The Authorization header. */
    static String signedBy(TpmDevice device, String idScope, String registrationId, Instant expiry) {
        String resource = idScope + "%2fregistrations%2f" + registrationId;
        long seconds = expiry.getEpochSecond();
        byte[] signature = device.sign((resource + "\n" + seconds).getBytes(StandardCharsets.UTF_8));
        return "SharedAccessSignature sr=" + resource + "&sig="
                + URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8) + "&se="
                + seconds + "&skn=registration";
    }
}
