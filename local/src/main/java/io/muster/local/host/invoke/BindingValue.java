package io.muster.local.host.invoke;

/** One value of the trigger's metadata. Numbers and times travel as JSON, so a String parameter sees their JSON text. */
public record BindingValue(String text) {

    public static BindingValue text(String value) {
        return new BindingValue(value);
    }

    public static BindingValue number(long value) {
        return new BindingValue(Long.toString(value));
    }

    /** A time reaches a String parameter with the quotes of its JSON form, as on the platform. */
    public static BindingValue time(String iso) {
        return new BindingValue('"' + iso + '"');
    }

    /** The value as a parameter of one of the types that a function may declare. */
    Object as(Class<?> type) {
        if (type == String.class) {
            return text;
        }
        long number = Long.parseLong(text);
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(number);
        }
        return number;
    }
}
