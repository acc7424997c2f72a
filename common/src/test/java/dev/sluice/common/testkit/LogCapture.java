package dev.sluice.common.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.sluice.common.telemetry.JavaLoggingBridge;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** A capture of all log events until it is closed. */
public final class LogCapture implements AutoCloseable {
  static {
    JavaLoggingBridge.install();
  }

  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(new Line(event.getLevel(), text(event)));
        }
      };

  public LogCapture() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
  }

  /** Returns the lines so far, each with logger, message, context and stack trace. */
  public List<String> lines() {
    return lines.stream().map(Line::text).toList();
  }

  /** Returns the lines so far that are warnings or errors. */
  public List<String> warnings() {
    return lines.stream()
        .filter(line -> line.level.isGreaterOrEqual(Level.WARN))
        .map(Line::text)
        .toList();
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    appender.stop();
  }

  private static String text(ILoggingEvent event) {
    String context =
        event.getMDCPropertyMap().entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining());
    String pairs = event.getKeyValuePairs() == null ? "" : " " + event.getKeyValuePairs();
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    String head = event.getLevel() + " " + event.getLoggerName() + " ";
    return head + event.getFormattedMessage() + context + pairs + trace;
  }

  private record Line(Level level, String text) {}
}
