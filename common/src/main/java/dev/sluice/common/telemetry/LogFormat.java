package dev.sluice.common.telemetry;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.Map;

/** The log format for logback.xml: "text" if configured, otherwise "ecs". */
public final class LogFormat extends PropertyDefinerBase {
  @Override
  public String getPropertyValue() {
    return choose(System.getenv());
  }

  static String choose(Map<String, String> environment) {
    return "text".equalsIgnoreCase(environment.get("SLUICE_LOG_FORMAT")) ? "text" : "ecs";
  }
}
