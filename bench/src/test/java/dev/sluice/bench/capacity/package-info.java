@NullMarked
package dev.sluice.bench.capacity;

import org.jspecify.annotations.NullMarked;
