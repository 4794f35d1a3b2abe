package io.muster.azure.tables;

import com.azure.data.tables.models.TableEntity;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.core.backup.BackupException;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A row as a line of a backup: {@code {"t":table,"p":partition,"r":row,"c":{column:value}}}, columns in order of their names. Text,
 * booleans and numbers of 32 bits are JSON's own; what a later release may write beside them, such as
 * {@code {"long":"5"}}, names its type. What the store itself adds, version and time, is left out.
 */
record RowLine(String table, Row row) {
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());
    private static final Set<String> THE_STORES = Set.of("PartitionKey", "RowKey", "Timestamp");

    String text() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.getFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("t", table);
            json.writeStringField("p", row.key().partition());
            json.writeStringField("r", row.key().row());
            json.writeObjectFieldStart("c");
            for (Map.Entry<String, Object> column : new TreeMap<>(row.entity().getProperties()).entrySet()) {
                if (!isTheStores(column.getKey())) {
                    json.writeFieldName(column.getKey());
                    write(json, column.getValue());
                }
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a row cannot be written as JSON: " + row.key(), e);
        }
        return text.toString();
    }

    private static boolean isTheStores(String column) {
        return THE_STORES.contains(column) || column.startsWith("odata.");
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else {
            json.writeStartObject();
            if (value instanceof Long number) {
                json.writeStringField("long", number.toString());
            } else if (value instanceof Double number) {
                json.writeStringField("double", number.toString());
            } else if (value instanceof byte[] bytes) {
                json.writeStringField("binary", Base64.getEncoder().encodeToString(bytes));
            } else if (value instanceof UUID id) {
                json.writeStringField("guid", id.toString());
            } else if (value instanceof OffsetDateTime time) {
                json.writeStringField("time", time.toString());
            } else {
                throw new IllegalStateException("no column can hold " + value.getClass());
            }
            json.writeEndObject();
        }
    }

    /** Throws {@link BackupException} for a line that is no row. */
    static RowLine parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            Row.Key key = new Row.Key(text(json, "p"), text(json, "r"));
            TableEntity entity = new TableEntity(key.partition(), key.row());
            JsonNode columns = json.path("c");
            if (!columns.isObject()) {
                throw new BackupException("a row of the backup has no columns");
            }
            columns.properties().forEach(column -> {
                if (isTheStores(column.getKey())) {
                    throw new BackupException("a row of the backup has a column " + column.getKey());
                }
                entity.addProperty(column.getKey(), read(column.getValue()));
            });
            return new RowLine(text(json, "t"), Row.read(entity));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            // What the parser says would quote the line.
            throw new BackupException("a line of the backup is no row");
        }
    }

    private static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isTextual()) {
            throw new BackupException("a row of the backup lacks its place");
        }
        return value.textValue();
    }

    private static Object read(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isInt()) {
            return value.intValue();
        }
        if (value.isObject() && value.size() == 1) {
            Map.Entry<String, JsonNode> typed = value.properties().iterator().next();
            return typed(typed.getKey(), typed.getValue());
        }
        throw new BackupException("a column of the backup holds no value");
    }

    private static Object typed(String type, JsonNode value) {
        if (!value.isTextual()) {
            throw new BackupException("a column of the backup holds no value");
        }
        String text = value.textValue();
        return switch (type) {
            case "long" -> Long.valueOf(text);
            case "double" -> Double.valueOf(text);
            case "binary" -> Base64.getDecoder().decode(text);
            case "guid" -> UUID.fromString(text);
            case "time" -> OffsetDateTime.parse(text);
            default -> throw new BackupException("a column of the backup is of a later release: " + type);
        };
    }
}
