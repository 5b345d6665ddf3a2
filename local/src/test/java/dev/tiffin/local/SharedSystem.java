package dev.tiffin.local;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands all tests the same running copy; it is started for the first and stopped after the last. */
final class SharedSystem implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedSystem.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningSystem.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot().getStore(NAMESPACE).computeIfAbsent("system", key -> started(), RunningSystem.class);
    }

    private static RunningSystem started() {
        try {
            return RunningSystem.start(Map.of());
        } catch (Exception e) {
            throw new IllegalStateException("The system does not start", e);
        }
    }
}
