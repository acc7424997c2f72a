package dev.sluice.common.telemetry;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends what libraries log through the JDK's own logging to the one log of the server. */
public final class JavaLoggingBridge {
  private JavaLoggingBridge() {}

  public static void install() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }
}
