/** What an open text, a set of rules and their compilation cost. */
@NullMarked
package dev.sluice.bench.scan.state;

import org.jspecify.annotations.NullMarked;
