package dev.sluice.quality.h2spec;

/**
 * A port of the product.
 *
 * @param name the server and the purpose of the port
 * @param tls whether h2spec connects over TLS; a bridge that adds a client certificate has none
 */
record TestedPort(String name, PortKind kind, int number, boolean tls) {}
