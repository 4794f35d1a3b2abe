package io.muster.bench.jmh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** Large RSA keys of many small primes: of no use, and made in no time, which is how an attacker makes them. */
final class BigRsa {
    private static final int PRIME_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private BigRsa() {}

    /** @param exponent a prime, so that hardly any key has no inverse to it */
    static KeyPair make(int bits, BigInteger exponent) {
        BigInteger modulus = BigInteger.ONE;
        BigInteger order = BigInteger.ONE;
        for (int i = 0; i < bits / PRIME_BITS; i++) {
            // The two highest bits are set, and again: the product must not fall short of the bits asked for.
            BigInteger prime = prime(exponent);
            modulus = modulus.multiply(prime);
            order = order.multiply(prime.subtract(BigInteger.ONE));
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(modulus, exponent)),
                    factory.generatePrivate(new RSAPrivateKeySpec(modulus, exponent.modInverse(order))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger prime(BigInteger exponent) {
        while (true) {
            BigInteger prime = BigInteger.probablePrime(PRIME_BITS, RANDOM)
                    .setBit(PRIME_BITS - 2)
                    .setBit(PRIME_BITS - 3)
                    .setBit(PRIME_BITS - 4)
                    .setBit(PRIME_BITS - 5)
                    .setBit(PRIME_BITS - 6)
                    .nextProbablePrime();
            if (prime.bitLength() == PRIME_BITS
                    && prime.subtract(BigInteger.ONE).gcd(exponent).equals(BigInteger.ONE)) {
                return prime;
            }
        }
    }
}
