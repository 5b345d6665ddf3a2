package dev.tiffin.local;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands all tests the same running copy; it is started for the first and stopped after the last. */
class SharedSystem implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedSystem.class);

    private final Map<String, String> settings;

    SharedSystem() {
        this(Map.of());
    }

    /** Those who want the same settings share a copy. */
    SharedSystem(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningSystem.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot().getStore(NAMESPACE).computeIfAbsent(settings, this::started, RunningSystem.class);
    }

    private RunningSystem started(Object key) {
        try {
            return RunningSystem.start(settings);
        } catch (Exception e) {
            throw new IllegalStateException("The system does not start", e);
        }
    }
}
