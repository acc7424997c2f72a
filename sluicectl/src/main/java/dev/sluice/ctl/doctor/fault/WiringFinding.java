package dev.sluice.ctl.doctor.fault;

/**
 * A wiring fault at one place.
 *
 * @param place a file with line and column, a resource, or a JSON path
 * @param detail the message for this place
 */
public record WiringFinding(WiringFault fault, String place, String detail) {}
