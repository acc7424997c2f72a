package dev.sluice.ctl.doctor.filter;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.util.stream.Stream;

/** The faults of one ext_proc filter, and of the routes that enable it. */
public final class ExtProcFaults {
  private ExtProcFaults() {}

  /** Returns the faults of an HTTP filter that has the configuration of ext_proc. */
  public static Stream<WiringFinding> of(DocumentField filter) {
    DocumentField settings = filter.proto("typed_config");
    DocumentField mode = settings.proto("processing_mode");
    // A filter that routes enable may leave the mode to them.
    boolean byRoutes =
        ProcessingModeFaults.sendsNothing(mode)
            || (filter.at("disabled").isTrue() && !mode.exists());
    Stream<WiringFinding> modes = byRoutes ? Stream.empty() : ProcessingModeFaults.of(mode);
    return Stream.concat(failOpen(settings), modes);
  }

  /** Returns whether the filter makes no call unless a route enables it. */
  public static boolean isDisabledByDefault(DocumentField filter) {
    return filter.at("disabled").isTrue()
        || ProcessingModeFaults.sendsNothing(filter.proto("typed_config").proto("processing_mode"));
  }

  /** Returns the faults of all route settings of ext_proc below {@code document}. */
  public static Stream<WiringFinding> ofRoutes(DocumentField document) {
    return routes(document)
        .map(route -> route.at("overrides"))
        .filter(DocumentField::exists)
        .flatMap(overrides ->
            Stream.concat(failOpen(overrides), routeModes(overrides.proto("processing_mode"))));
  }

  /** Returns the route settings of ext_proc below {@code document}. */
  public static Stream<DocumentField> routes(DocumentField document) {
    return document.mappings().stream()
        .filter(value -> value.isMessage("ext_proc.v3.ExtProcPerRoute"));
  }

  private static Stream<WiringFinding> routeModes(DocumentField mode) {
    return mode.exists() ? ProcessingModeFaults.of(mode) : Stream.empty();
  }

  private static Stream<WiringFinding> failOpen(DocumentField settings) {
    return Stream.of(settings.proto("failure_mode_allow"))
        .filter(DocumentField::isTrue)
        .map(field ->
            WiringFault.EXT_PROC_FAIL_OPEN.at(field.place(), "failure_mode_allow is true"));
  }
}
