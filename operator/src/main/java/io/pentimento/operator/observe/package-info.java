/** What is the case, as pure functions from what the API server says; never an act. */
package io.pentimento.operator.observe;
