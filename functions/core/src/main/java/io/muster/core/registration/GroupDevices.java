package io.muster.core.registration;

/** How a hub is told to recognise the devices of groups by X.509. */
public enum GroupDevices {
    /** By the certificate they registered with, as DPS does: a new certificate has to be registered first (2.29, 2.30). */
    BY_THUMBPRINT,
    /** By a CA the hub knows itself: certificates are renewed without a registration, and expire or are revoked there. */
    BY_AUTHORITY
}
