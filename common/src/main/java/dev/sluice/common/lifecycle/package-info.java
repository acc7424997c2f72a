/**
 * A server as a process: arguments, start, signals, the order of closing and the exit code. It must
 * not know which parts a server has.
 */
@NullMarked
package dev.sluice.common.lifecycle;

import org.jspecify.annotations.NullMarked;
