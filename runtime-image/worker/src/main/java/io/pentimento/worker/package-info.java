/** The command line of Pentimento, for pods and for users on one machine. */
package io.pentimento.worker;
