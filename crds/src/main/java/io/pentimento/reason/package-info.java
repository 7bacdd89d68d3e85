/**
 * The reasons of conditions, stages, events and failures, with their explanation. The lists in
 * docs/troubleshooting.md are generated from them.
 */
@NullMarked
package io.pentimento.reason;

import org.jspecify.annotations.NullMarked;
