package dev.sluice.ctl.doctor.filter;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.util.List;
import java.util.stream.Stream;

/** The faults of a processing mode of ext_proc. */
final class ProcessingModeFaults {
  private static final List<String> BODIES = List.of("request_body_mode", "response_body_mode");
  private static final List<String> TRAILERS =
      List.of("request_trailer_mode", "response_trailer_mode");
  private static final List<String> HEADERS =
      List.of("request_header_mode", "response_header_mode");

  private ProcessingModeFaults() {}

  static Stream<WiringFinding> of(DocumentField mode) {
    return Stream.concat(
        wrong(mode, BODIES, "FULL_DUPLEX_STREAMED", "NONE", WiringFault.EXT_PROC_BODY_MODE),
        wrong(mode, TRAILERS, "SEND", "SKIP", WiringFault.EXT_PROC_TRAILERS));
  }

  /** Returns whether nothing is sent in this mode, neither headers nor bodies nor trailers. */
  static boolean sendsNothing(DocumentField mode) {
    return BODIES.stream().allMatch(name -> mode.proto(name).textOr("NONE").equals("NONE"))
        && HEADERS.stream().allMatch(name -> mode.proto(name).textOr("SEND").equals("SKIP"))
        && TRAILERS.stream().noneMatch(name -> mode.proto(name).textOr("SKIP").equals("SEND"));
  }

  private static Stream<WiringFinding> wrong(
      DocumentField mode, List<String> names, String wanted, String implied, WiringFault fault) {
    return names.stream()
        .map(mode::proto)
        .filter(field -> !field.textOr("").equals(wanted))
        .map(field ->
            fault.at(
                field.place(),
                "%s is %s, not %s".formatted(field.key(), field.textOr(implied), wanted)));
  }
}
