/** What is the case, as pure functions from what the API server says; never an act. */
@NullMarked
package io.pentimento.operator.observe;

import org.jspecify.annotations.NullMarked;
