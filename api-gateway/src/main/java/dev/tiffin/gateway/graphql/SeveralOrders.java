package dev.tiffin.gateway.graphql;

import dev.tiffin.gateway.graphql.input.Check;
import dev.tiffin.gateway.graphql.input.NewOrderInput;
import dev.tiffin.gateway.graphql.view.PlacedOrderView;
import dev.tiffin.gateway.graphql.view.PlacedOrderView.PlacementErrorView;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Placed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several orders in one request, each answered on its own: what is malformed never reaches the store and does not keep
 * the others from it.
 *
 * @param acceptable those that are well formed, in the order given
 * @param refused as long as the list given: the answer to what is malformed, null for what is acceptable
 */
record SeveralOrders(List<NewOrder> acceptable, List<@Nullable PlacedOrderView> refused) {

    private static final int MOST = 1_000;

    static SeveralOrders checked(List<NewOrderInput> given) {
        Check.atMost("orders", given, MOST);
        var acceptable = new ArrayList<NewOrder>(given.size());
        var refused = new ArrayList<@Nullable PlacedOrderView>(given.size());
        for (int at = 0; at < given.size(); at++) {
            try {
                acceptable.add(given.get(at).request("orders[" + at + "]"));
                refused.add(null);
            } catch (OrderRefused no) {
                var error = new PlacementErrorView(ErrorCode.of(no.code()), no.sentence());
                refused.add(new PlacedOrderView(null, null, error));
            }
        }
        return new SeveralOrders(acceptable, refused);
    }

    /** All answers, in the order of the requests, given those of the store for the acceptable ones. */
    List<PlacedOrderView> answers(List<Placed> placed) {
        var store = placed.iterator();
        var answers = new ArrayList<PlacedOrderView>(refused.size());
        for (var no : refused) {
            answers.add(no == null ? PlacedOrderView.of(store.next()) : no);
        }
        return answers;
    }
}
