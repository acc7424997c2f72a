/** Event streams and JSON lines: bodies that leave item by item, each item whole or not at all. */
@NullMarked
package dev.sluice.extproc.framing.stream;

import org.jspecify.annotations.NullMarked;
