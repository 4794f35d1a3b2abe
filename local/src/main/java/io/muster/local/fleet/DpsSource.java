package io.muster.local.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A DPS, or anything that speaks its service API: groups, each page of them followed by the records of their devices, then
 * individual enrollments, each followed by its record.
 */
final class DpsSource implements LineSource {
    private static final String GROUPS = "enrollmentGroups";
    private static final String ENROLLMENTS = "enrollments";

    private final DpsApi dps;
    private final Lanes lanes;
    private final boolean keys;
    private final boolean records;

    /** The page of groups whose records are being read, and its token. */
    private Optional<GroupPage> current = Optional.empty();

    private record GroupPage(String token, DpsApi.Page page) {
        List<String> ids() {
            return page.items().stream()
                    .map(group -> group.path("enrollmentGroupId").asText())
                    .toList();
        }
    }

    DpsSource(DpsApi dps, Lanes lanes, boolean keys, boolean records) {
        this.dps = dps;
        this.lanes = lanes;
        this.keys = keys;
        this.records = records;
    }

    @Override
    public String name() {
        return dps.host() + " by service API, keys=" + keys + "&records=" + records;
    }

    @Override
    public String start() {
        return DpsPlace.groups("").text();
    }

    @Override
    public Piece piece(String text) throws IOException {
        DpsPlace place = DpsPlace.parse(text);
        return switch (place.step()) {
            case GROUPS -> groups(place);
            case RECORDS -> records(place);
            case ENROLLMENTS -> enrollments(place);
        };
    }

    private Piece groups(DpsPlace place) throws IOException {
        GroupPage groups = groupPage(place.page());
        List<Callable<Lines>> tasks = new ArrayList<>();
        for (ObjectNode group : groups.page().items()) {
            tasks.add(() -> lines(LineKind.GROUP, GROUPS, "enrollmentGroupId", group));
        }
        return Lines.piece(lanes.all(tasks), Optional.of(afterGroup(groups, -1).text()));
    }

    private Piece records(DpsPlace place) throws IOException {
        GroupPage groups = groupPage(place.page());
        int index = groups.ids().indexOf(place.group());
        if (index < 0) {
            // Deleted since it was noted, so the place is lost: the page's records come again, which harms no import.
            return Piece.of(
                    List.of(), List.of(), Optional.of(afterGroup(groups, -1).text()));
        }
        DpsApi.Page page = dps.records(place.group(), place.from());
        List<String> lines = new ArrayList<>();
        for (ObjectNode record : page.items()) {
            // The service API leaves the group to the path, an import does not know it from there.
            lines.add(LineKind.RECORD.line(record.put("enrollmentGroupId", place.group())));
        }
        DpsPlace next = page.next().isPresent()
                ? DpsPlace.records(place.page(), place.group(), page.next().get())
                : afterGroup(groups, index);
        return Piece.of(lines, List.of(), Optional.of(next.text()));
    }

    private DpsPlace afterGroup(GroupPage groups, int index) {
        if (records && index + 1 < groups.ids().size()) {
            return DpsPlace.records(groups.token(), groups.ids().get(index + 1), "");
        }
        return groups.page().next().map(DpsPlace::groups).orElse(DpsPlace.enrollments(""));
    }

    private Piece enrollments(DpsPlace place) throws IOException {
        DpsApi.Page page = dps.query(ENROLLMENTS, place.page());
        List<Callable<Lines>> tasks = new ArrayList<>();
        for (ObjectNode enrollment : page.items()) {
            tasks.add(() -> individual(enrollment));
        }
        return Lines.piece(
                lanes.all(tasks),
                page.next().map(token -> DpsPlace.enrollments(token).text()));
    }

    private Lines individual(ObjectNode enrollment) throws IOException {
        // Some versions show it here too; the record has a line of its own.
        enrollment.remove("registrationState");
        Lines lines = lines(LineKind.ENROLLMENT, ENROLLMENTS, "registrationId", enrollment);
        if (!records) {
            return lines;
        }
        Optional<ObjectNode> record =
                dps.registration(enrollment.path("registrationId").asText());
        return record.map(it -> lines.with(LineKind.RECORD.line(it))).orElse(lines);
    }

    private Lines lines(LineKind kind, String list, String idMember, ObjectNode item) throws IOException {
        String id = item.path(idMember).asText();
        JsonNode attestation = item.path("attestation");
        if (keys && attestation.path("type").asText().equalsIgnoreCase("symmetricKey")) {
            Optional<ObjectNode> mechanism = dps.mechanism(list, id);
            if (mechanism.isEmpty()) {
                // Deleted since the page was made.
                return Lines.NONE;
            }
            item.set("attestation", mechanism.get());
        }
        return new Lines(List.of(kind.line(item)), Attention.to(kind, id, item));
    }

    private GroupPage groupPage(String token) throws IOException {
        if (current.isEmpty() || !current.get().token().equals(token)) {
            current = Optional.of(new GroupPage(token, dps.query(GROUPS, token)));
        }
        return current.get();
    }

    /** What one item comes to. */
    private record Lines(List<String> lines, List<String> attention) {
        static final Lines NONE = new Lines(List.of(), List.of());

        Lines with(String line) {
            List<String> more = new ArrayList<>(lines);
            more.add(line);
            return new Lines(more, attention);
        }

        static Piece piece(List<Lines> all, Optional<String> next) {
            return Piece.of(
                    all.stream().flatMap(each -> each.lines().stream()).toList(),
                    all.stream().flatMap(each -> each.attention().stream()).toList(),
                    next);
        }
    }
}
