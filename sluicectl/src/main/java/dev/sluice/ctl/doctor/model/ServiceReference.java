package dev.sluice.ctl.doctor.model;

/**
 * A reference to a port of a Service.
 *
 * @param source the value that refers to the Service
 */
public record ServiceReference(ServiceName service, long port, DocumentField source) {}
