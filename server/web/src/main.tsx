// The console: pages over the public API. Routes are the list that the server
// answers with index.html (routes.json); a test holds the two together.
import { render } from "preact";
import { ErrorBoundary, LocationProvider, Route, Router, lazy } from "preact-iso";
import "./style.css";
import { Frame } from "./ui/Frame";

const Home = lazy(() => import("./pages/Home"));
const Incident = lazy(() => import("./pages/Incident"));
const Settlement = lazy(() => import("./pages/Settlement"));
const Pools = lazy(() => import("./pages/Pools"));
const Addresses = lazy(() => import("./pages/Addresses"));
const Account = lazy(() => import("./pages/Account"));
const File = lazy(() => import("./pages/File"));
const Claim = lazy(() => import("./pages/Claim"));
const NotFound = lazy(() => import("./pages/NotFound"));

function App() {
  return (
    // Links below these paths are pages; /docs and the API are the server's.
    <LocationProvider scope={/^\/($|incidents\/|settlements\/|pools$|account$|claims\/|addresses($|\/))/}>
      <Frame>
        <ErrorBoundary>
          <Router>
            <Route path="/" component={Home} />
            <Route path="/incidents/:id" component={Incident} />
            <Route path="/settlements/:id" component={Settlement} />
            <Route path="/pools" component={Pools} />
            <Route path="/addresses" component={Addresses} />
            <Route path="/addresses/:address" component={Addresses} />
            <Route path="/account" component={Account} />
            <Route path="/claims/new" component={File} />
            <Route path="/claims/:id" component={Claim} />
            <Route default component={NotFound} />
          </Router>
        </ErrorBoundary>
      </Frame>
    </LocationProvider>
  );
}

const root = document.getElementById("app");
if (root) render(<App />, root);
