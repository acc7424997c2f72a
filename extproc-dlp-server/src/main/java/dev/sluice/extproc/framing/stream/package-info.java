/**
 * The framings of event streams and JSON lines, which leave item by item, each whole or not at all.
 * It must not know why a body is inspected.
 */
@NullMarked
package dev.sluice.extproc.framing.stream;

import org.jspecify.annotations.NullMarked;
