/**
 * The command {@code bench micro}: JMH benchmarks of the code that runs for microseconds in each
 * request.
 */
@NullMarked
package dev.sluice.bench.micro;

import org.jspecify.annotations.NullMarked;
