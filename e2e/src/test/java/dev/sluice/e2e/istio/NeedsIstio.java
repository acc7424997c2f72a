package dev.sluice.e2e.istio;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mark of tests that need the programs of {@link IstioTools}, and are skipped without them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(IstioToolsCondition.class)
public @interface NeedsIstio {}
