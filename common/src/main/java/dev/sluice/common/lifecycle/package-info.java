/**
 * The life of a server process: arguments, start, signals, order of closing and exit code. It must
 * not know the parts of any server.
 */
@NullMarked
package dev.sluice.common.lifecycle;

import org.jspecify.annotations.NullMarked;
