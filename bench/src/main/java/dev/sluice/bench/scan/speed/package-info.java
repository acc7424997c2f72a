/** Bytes a second of each engine on each text, by JMH in processes of their own. */
@NullMarked
package dev.sluice.bench.scan.speed;

import org.jspecify.annotations.NullMarked;
