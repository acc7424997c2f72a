/**
 * The rules against attacks that hide in what clients send: what is looked for, in which parts of a
 * request and where. It must not know who looks: bodies are read by one server, paths, queries and
 * headers by another.
 */
@NullMarked
package dev.sluice.common.waf;

import org.jspecify.annotations.NullMarked;
