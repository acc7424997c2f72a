package dev.sluice.e2e.istio;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A mark of tests that need {@link IstioTools}, and are skipped without them. Their methods may
 * have an {@link ApiServer} as a parameter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({IstioToolsCondition.class, SharedApiServer.class})
public @interface NeedsIstio {}
