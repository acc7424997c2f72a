/**
 * One direction of an exchange: passes its body on, withholds it until the verdict, or streams it
 * as it is inspected.
 */
@NullMarked
package dev.sluice.extproc.stream.body;

import org.jspecify.annotations.NullMarked;
