package dev.tiffin.gateway.graphql.view;

import dev.tiffin.contract.Address;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** Where an order is delivered. */
@Type("Address")
@Description("Where an order is delivered.")
public record AddressView(
        @Description("Street, number, floor, as the customer wrote it.") @NonNull
        String text,

        @Description("Degrees, -90 to 90.") @NonNull Double latitude,
        @Description("Degrees, -180 to 180.") @NonNull Double longitude) {

    static AddressView of(Address address) {
        return new AddressView(address.text(), address.latitude(), address.longitude());
    }
}
