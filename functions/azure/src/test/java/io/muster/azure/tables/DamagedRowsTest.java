package io.muster.azure.tables;

import io.muster.core.attestation.Attestation;
import io.muster.core.encryption.DataKey;
import io.muster.core.encryption.DataKeys;
import io.muster.core.encryption.Envelope;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.registration.Attempt;
import io.muster.core.registration.Plan;
import io.muster.core.registration.Progress;
import io.muster.core.testkit.Effort;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DamagedRowsTest {
    private static final int RUNS = Effort.inputs(500);

    private final Keys keys = new Keys(new IdScope("0ne0001"));
    private final Sealing sealing = new Sealing(new Envelope(new OneKey(), Instance.RANDOM), Keys.DEVICES);

    @Test
    @DisplayName("A row damaged anywhere is read or refused as damaged, never anything else")
    void fuzz() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RegistrationRows registrations = new RegistrationRows(keys, sealing);
        IndividualRows individuals = new IndividualRows(keys, new EnrollmentColumns(new AttestationColumns(sealing)));
        DecisionRows decisions = new DecisionRows(keys);
        RegistrationId id = new RegistrationId("a");
        List<Attestation> attestations = AttestationRowsTest.kinds().toList();
        Plan plan = new Plan(Samples.SEAT, Optional.of(Samples.SEAT), Plan.TwinTreatment.RESET);
        for (int i = 0; i < RUNS; i++) {
            Row record = registrations.write(
                    Samples.registration(id, new Progress.Assigning(plan, Attempt.of(1, Samples.NOW))));
            Attestation attestation = attestations.get(random.nextInt(attestations.size()));
            Row enrollment = individuals.write(Samples.individual(id, attestation, Samples.fullTerms("{}")));
            reads(registrations::read, damaged(record, random), seed);
            reads(individuals::read, damaged(enrollment, random), seed);
            for (Row decision : decisions.write(Samples.decision(id, Samples.NOW))) {
                reads(decisions::read, damaged(decision, random), seed);
            }
        }
    }

    private static void reads(Function<Row, ?> codec, Row row, long seed) {
        try {
            Object unused = codec.apply(row);
        } catch (IllegalStateException | IllegalArgumentException refused) {
            return;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + row.entity().getProperties(), e);
        }
    }

    private static Row damaged(Row row, Random random) {
        List<String> columns = row.entity().getProperties().keySet().stream()
                .filter(column -> Character.isUpperCase(column.charAt(0)) && !column.endsWith("Key"))
                .sorted()
                .toList();
        String column = columns.get(random.nextInt(columns.size()));
        Optional<String> text = row.find(column);
        if (text.isEmpty() || random.nextInt(10) == 0) {
            return row.put(column, random.nextInt());
        }
        StringBuilder damaged = new StringBuilder(text.get());
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
            case 0 -> damaged.setCharAt(at, "{}[]\",:0an\\".charAt(random.nextInt(11)));
            case 1 -> damaged.deleteCharAt(at);
            default -> damaged.setLength(at);
        }
        return row.put(column, damaged.toString());
    }

    private static final class OneKey implements DataKeys {
        private final DataKey key = new DataKey("k", Secret.of(new byte[32]));

        @Override
        public DataKey current() {
            return key;
        }

        @Override
        public DataKey byId(String id) {
            return key;
        }
    }
}
