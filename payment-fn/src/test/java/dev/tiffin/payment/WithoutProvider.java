package dev.tiffin.payment;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** What the function does with events is the same with every provider; this one needs no process. */
public class WithoutProvider implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("tiffin.payment.provider", "instant");
    }
}
