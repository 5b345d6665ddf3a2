package dev.tiffin.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.ExpandableField;
import com.stripe.model.PaymentIntent;
import com.stripe.param.RefundCreateParams;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A native program finds by reflection what it was told to keep, and that is all that Gson will look for. */
class StripeReflectionTest {

    private static final List<Class<?>> OURS =
            List.of(StripePaymentProvider.class, StripeFailures.class, Refunding.class);
    private static final String TYPE_TOKEN = "com.google.gson.reflect.TypeToken";
    private static final Pattern DATA = Pattern.compile("com/stripe/(?:model|param)/[\\w$]+");
    private static final Pattern SERVICE = Pattern.compile("com/stripe/service/[\\w$]+");

    private final Set<String> kept = new TreeSet<>();
    private final Set<String> read = new TreeSet<>();

    @Test
    void everythingThatGsonReadsOnOurBehalfIsKept() throws Exception {
        whatIsKept();
        for (var name : named(DATA)) {
            walk(Class.forName(name));
        }
        for (var service : named(SERVICE)) {
            typeTokensOf(service);
        }

        assertThat(read)
                .as("the walk goes where we know that it has to go")
                .contains(
                        PaymentIntent.class.getName(),
                        "com.stripe.model.PaymentIntent$NextAction$RedirectToUrl",
                        "com.stripe.net.ApiResource",
                        RefundCreateParams.class.getName(),
                        "com.stripe.service.PaymentIntentService$2")
                .hasSizeGreaterThan(200);
        assertThat(kept).as("of all that is read").containsAll(read);
    }

    private void whatIsKept() throws ClassNotFoundException {
        var annotation = StripeReflection.class.getAnnotation(RegisterForReflection.class);
        assertThat(annotation.ignoreNested()).isFalse();
        for (var target : annotation.targets()) {
            keep(target);
        }
        for (var name : annotation.classNames()) {
            keep(Class.forName(name));
        }
    }

    private void keep(Class<?> type) {
        kept.add(type.getName());
        List.of(type.getDeclaredClasses()).forEach(this::keep);
    }

    /** What our classes name of Stripe's, as it stands in their constant pools; who builds is not read. */
    private static Set<String> named(Pattern pattern) throws IOException {
        var names = new TreeSet<String>();
        for (var type : OURS) {
            try (var bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                pattern.matcher(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .results()
                        .map(found -> found.group().replace('/', '.'))
                        .filter(name -> !name.endsWith("$Builder"))
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** As Gson: superclasses, and the types of all fields that are data; an expandable field is a name here. */
    private void walk(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() != ExpandableField.class) {
            walk(generic.getRawType());
            List.of(generic.getActualTypeArguments()).forEach(this::walk);
        }
        if (type instanceof Class<?> known
                && known.getName().startsWith("com.stripe.")
                && !known.isInterface()
                && read.add(known.getName())) {
            walk(known.getSuperclass());
            for (var field : known.getDeclaredFields()) {
                if (isData(field)) {
                    walk(field.getGenericType());
                }
            }
        }
    }

    private static boolean isData(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
    }

    private void typeTokensOf(String service) {
        for (var number = 1; ; number++) {
            try {
                var type = Class.forName(service + "$" + number);
                if (type.getSuperclass().getName().equals(TYPE_TOKEN)) {
                    read.add(type.getName());
                }
            } catch (ClassNotFoundException noMore) {
                return;
            }
        }
    }
}
