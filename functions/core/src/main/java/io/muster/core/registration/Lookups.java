package io.muster.core.registration;

import io.muster.core.enrollment.CertificateLookup;
import io.muster.core.enrollment.KeyLookup;
import io.muster.core.enrollment.TpmLookup;

/** Who finds the enrollment that answers for a device, by what the device brought. */
public record Lookups(KeyLookup keys, CertificateLookup certificates, TpmLookup tpms) {}
