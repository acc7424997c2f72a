/**
 * The environment of the drills: the whole product on one machine, with small disks, proxies
 * between its parts, and files and clocks that a fault can change. It must not know the load.
 */
@NullMarked
package dev.sluice.quality.drill.stack;

import org.jspecify.annotations.NullMarked;
