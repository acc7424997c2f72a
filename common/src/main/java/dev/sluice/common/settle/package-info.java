/**
 * The settlement of counts with the controller: numbered batches that count once, the file that
 * keeps what is not settled, and the thread that sends it. It must not know what is counted.
 */
@NullMarked
package dev.sluice.common.settle;

import org.jspecify.annotations.NullMarked;
