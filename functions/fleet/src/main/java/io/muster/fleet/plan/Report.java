package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans and outcomes as text and as JSON; neither holds a secret. */
public final class Report {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Report() {}

    /** For people: a line for each step, and one for each member below it. */
    public static String text(Plan plan) {
        StringBuilder text = new StringBuilder();
        plan.steps().forEach(step -> text.append(lines(step)));
        plan.surplus()
                .forEach(thing -> text.append("? ")
                        .append(thing.kind().word())
                        .append(' ')
                        .append(thing.id())
                        .append(" is in the scope and not described; --prune deletes it\n"));
        plan.notes().forEach(note -> text.append("! ").append(note).append('\n'));
        return text.append(plan.isEmpty() ? "Nothing to do: the service is as described." : counts(plan.steps()))
                .append('\n')
                .toString();
    }

    private static String lines(Step step) {
        String sign = switch (step.action()) {
            case CREATE -> "+ ";
            case CHANGE -> "~ ";
            case DELETE -> "- ";
        };
        String secrets = step.send().isEmpty() || step.action() != Step.Action.CREATE
                ? ""
                : secrets(step).collect(Collectors.joining(", ", " (secrets: ", ")"));
        StringBuilder lines =
                new StringBuilder(sign).append(step).append(secrets).append('\n');
        step.changes().forEach(change -> lines.append("    ").append(change).append('\n'));
        return lines.toString();
    }

    private static Stream<String> secrets(Step step) {
        return step.wish().secrets().entrySet().stream()
                .map(secret -> Wishes.path(secret) + " from " + secret.getValue())
                .sorted();
    }

    private static String counts(List<Step> steps) {
        return Stream.of(Step.Action.values())
                .map(action ->
                        steps.stream().filter(step -> step.action() == action).count() + " to " + action.word())
                .collect(Collectors.joining(", "));
    }

    /** For programs: the same, with what is created member by member, and the etags that the steps are taken under. */
    public static ObjectNode json(Plan plan, String host) {
        ObjectNode json = NODES.objectNode().put("service", host).put("asDescribed", plan.isEmpty());
        json.set("steps", array(plan.steps(), plan::etag));
        ArrayNode surplus = json.putArray("surplus");
        plan.surplus()
                .forEach(thing ->
                        surplus.addObject().put("kind", thing.kind().word()).put("id", thing.id()));
        ArrayNode notes = json.putArray("notes");
        plan.notes().forEach(notes::add);
        return json;
    }

    /** Whether two plans do the same. Notes do not count: they tell of secrets that were not at hand, which may be by now. */
    public static boolean agree(JsonNode one, JsonNode other) {
        return withoutNotes(one).equals(withoutNotes(other));
    }

    private static JsonNode withoutNotes(JsonNode plan) {
        return plan instanceof ObjectNode object ? object.deepCopy().without("notes") : plan;
    }

    /** For people. */
    public static String text(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        outcome.done().forEach(step -> text.append("done: ").append(step).append('\n'));
        outcome.failed().forEach(step -> text.append("FAILED: ").append(step).append('\n'));
        outcome.failure().ifPresent(reason -> text.append("    ").append(reason).append('\n'));
        outcome.left().forEach(step -> text.append("not done: ").append(step).append('\n'));
        return text.append(outcome.done().size())
                .append(outcome.isComplete() ? " done\n" : " done, then stopped; apply goes on from there\n")
                .toString();
    }

    /** For programs. */
    public static ObjectNode json(Outcome outcome, String host) {
        ObjectNode json = NODES.objectNode().put("service", host).put("complete", outcome.isComplete());
        json.set("done", array(outcome.done(), Step::etag));
        json.set("failed", array(outcome.failed(), Step::etag));
        outcome.failure().ifPresent(reason -> json.put("failure", reason));
        json.set("notDone", array(outcome.left(), Step::etag));
        return json;
    }

    private static ArrayNode array(List<Step> steps, Function<Step, Optional<String>> etag) {
        ArrayNode array = NODES.arrayNode();
        steps.forEach(step -> array.add(json(step, etag.apply(step))));
        return array;
    }

    private static ObjectNode json(Step step, Optional<String> etag) {
        ObjectNode json = NODES.objectNode()
                .put("action", step.action().word())
                .put("kind", step.kind().word())
                .put("id", step.id());
        etag.ifPresent(text -> json.put("etag", text));
        if (step.action() == Step.Action.CREATE) {
            json.set("wanted", step.wish().named());
        }
        ArrayNode changes = json.putArray("changes");
        for (Change change : step.changes()) {
            ObjectNode one = changes.addObject().put("member", change.member());
            if (change.secret()) {
                one.put("secret", "changed");
            } else {
                one.set("before", change.before().isMissingNode() ? NODES.nullNode() : change.before());
                one.set("after", change.after().isMissingNode() ? NODES.nullNode() : change.after());
            }
        }
        if (!step.send().isEmpty()) {
            ObjectNode sent = json.putObject("secrets");
            step.wish().secrets().entrySet().stream()
                    .filter(secret -> step.send().contains(secret.getKey()))
                    .sorted(Entry.comparingByKey())
                    .forEach(secret ->
                            sent.put(Wishes.path(secret), secret.getValue().toString()));
        }
        return json;
    }
}
