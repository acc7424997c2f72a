package dev.sluice.common.telemetry;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** A bridge from the JDK's own logging, which libraries use, to the log of the server. */
public final class JavaLoggingBridge {
  private JavaLoggingBridge() {}

  public static void install() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }
}
