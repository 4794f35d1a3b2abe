package io.muster.core.identity;

import java.util.regex.Pattern;

/** A device's id in its hub: 1 to 128 characters of the hub's alphabet, case-sensitive (1.27, rest.md section 4). */
public record DeviceId(String text) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@;$']{1,128}");

    public DeviceId {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "deviceId must have 1 to 128 characters, letters, digits and - : . + % _ # * ? ! ( ) , = @ ; $ ' only");
        }
    }
}
