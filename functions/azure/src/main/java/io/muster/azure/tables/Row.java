package io.muster.azure.tables;

import com.azure.data.tables.models.TableEntity;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One row: its key, its columns and the version the store gave it. Empty text stands for an absent value (ADR 0). */
final class Row {
    private static final int SCHEMA = 1;
    private static final int MAX_CHARACTERS = 32 * 1024;
    private static final String VERSION = "odata.etag";
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Where a row lies in its table. */
    record Key(String partition, String row) {}

    private final TableEntity entity;

    private Row(TableEntity entity) {
        this.entity = entity;
    }

    static Row read(TableEntity entity) {
        return new Row(entity);
    }

    /** Nothing but some columns to be merged into a row that is there. */
    static Row part(Key key) {
        return new Row(new TableEntity(key.partition(), key.row()));
    }

    static Row at(Key key) {
        return new Row(new TableEntity(key.partition(), key.row()).addProperty("Schema", SCHEMA));
    }

    Key key() {
        return new Key(entity.getPartitionKey(), entity.getRowKey());
    }

    String version() {
        return entity.getETag();
    }

    /** When the store wrote it, by the store's clock. */
    Instant written() {
        return entity.getTimestamp().toInstant();
    }

    /** The same row, to be written only where the stored one is still at {@code version}. */
    Row ifAt(String version) {
        entity.addProperty(VERSION, version);
        return this;
    }

    TableEntity entity() {
        return entity;
    }

    Row put(String column, String value) {
        if (value.length() > MAX_CHARACTERS) {
            // Columns are named after the members they hold.
            String member = column.substring(0, 1).toLowerCase(Locale.ROOT) + column.substring(1);
            throw Problem.of(ProblemKind.TOO_LARGE, member + " is longer than " + MAX_CHARACTERS + " characters");
        }
        entity.addProperty(column, value);
        return this;
    }

    Row put(String column, Optional<String> value) {
        return put(column, value.orElse(""));
    }

    Row put(String column, Instant value) {
        return put(column, INSTANT.format(value));
    }

    Row put(String column, boolean value) {
        entity.addProperty(column, value);
        return this;
    }

    Row put(String column, int value) {
        entity.addProperty(column, value);
        return this;
    }

    Optional<String> find(String column) {
        return value(column, String.class).filter(text -> !text.isEmpty());
    }

    String text(String column) {
        return find(column).orElseThrow(() -> lacks(column));
    }

    Instant instant(String column) {
        try {
            return INSTANT.parse(text(column), Instant::from);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("row " + key() + " holds no instant in column " + column, e);
        }
    }

    Optional<Instant> findInstant(String column) {
        return find(column).map(text -> instant(column));
    }

    /** All columns of text. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        entity.getProperties().forEach((column, value) -> {
            if (value instanceof String text) {
                texts.put(column, text);
            }
        });
        return texts;
    }

    boolean flag(String column) {
        return value(column, Boolean.class).orElseThrow(() -> lacks(column));
    }

    int number(String column) {
        return value(column, Integer.class).orElseThrow(() -> lacks(column));
    }

    Optional<Integer> findNumber(String column) {
        return value(column, Integer.class);
    }

    private <T> Optional<T> value(String column, Class<T> type) {
        return Optional.ofNullable(entity.getProperty(column))
                .filter(type::isInstance)
                .map(type::cast);
    }

    private IllegalStateException lacks(String column) {
        return new IllegalStateException("row " + key() + " lacks column " + column);
    }
}
